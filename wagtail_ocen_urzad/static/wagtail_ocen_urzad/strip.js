// After Wagtail has saved a draft by itself, put the strip of the saved draft in place of the old.
document.addEventListener('w-autosave:success', async () => {
  const place = document.querySelector('[data-ou-strip]');
  if (!place) return;
  const response = await fetch(place.dataset.ouStrip);
  if (!response.ok || response.redirected) return;
  const fresh = await response.text();
  const isOpen = Boolean(place.querySelector('details[open]'));
  const parsed = new DOMParser().parseFromString(fresh, 'text/html');
  const strip = parsed.querySelector('.ou-strip');
  if (!strip || strip.isEqualNode(place.querySelector('.ou-strip'))) return;
  const details = strip.querySelector('details');
  if (details) details.open = isOpen;
  place.replaceChildren(strip);
});
