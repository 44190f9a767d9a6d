// Number the questions of the editor as residents see them, and offer the later ones wherever a
// way on is set.
const numberQuestions = () => {
  const field = document.querySelector('[data-contentpath="questions"]');
  const kept = (child) => child.querySelector(':scope > input[name$="-deleted"]')?.value !== '1';
  const children = (place) => [...place.querySelectorAll('[data-streamfield-child]')].filter(kept);
  const typeOf = (child) => child.querySelector(':scope > input[name$="-type"]')?.value;
  const textOf = (part) => part.querySelector('[name$="-value-text"]')?.value.trim() ?? '';

  const parts = (block) => {
    if (typeOf(block) !== 'matrix') return [block];
    const rows = block.querySelector('[data-contentpath="rows"]');
    return rows ? children(rows) : [];
  };

  const questions = () => {
    const found = [];
    for (const block of children(field)) {
      const isQuestion = /^questions-\d+-type$/.test(block.querySelector(':scope > input[name$="-type"]')?.name ?? '');
      if (!isQuestion || typeOf(block) === 'area') continue;
      const first = found.length + 1;
      for (const part of parts(block)) found.push({ block, part, number: found.length + 1, text: textOf(part) });
      const last = found.length;
      mark(block, last > first ? `${first}–${last}` : `${last < first ? '' : first}`);
      if (typeOf(block) === 'matrix') found.slice(first - 1).forEach((one) => mark(one.part, `${one.number}`));
    }
    return found;
  };

  const mark = (child, number) => {
    const heading = child.querySelector('[data-panel-heading]');
    if (heading && heading.dataset.ouNumber !== number) heading.dataset.ouNumber = number;
  };

  const offer = (input) => {
    const all = questions();
    const own = all.filter((one) => one.block.contains(input)).at(-1)?.number ?? 0;
    const list = document.querySelector('#ou-ways') ?? document.body.appendChild(document.createElement('datalist'));
    list.id = 'ou-ways';
    list.replaceChildren(...all.filter((one) => one.number > own).map((one) => {
      const option = document.createElement('option');
      option.value = `${one.number}. ${one.text}`;
      return option;
    }));
    input.setAttribute('list', list.id);
  };

  if (!field) return;
  let waiting;
  const later = () => {
    clearTimeout(waiting);
    waiting = setTimeout(questions, 300);
  };
  new MutationObserver(later).observe(field, { childList: true, subtree: true });
  // What is deleted fades out first, and changes no list of children.
  field.addEventListener('click', later);
  field.addEventListener('focusin', ({ target }) => {
    if (target.name?.endsWith('-skip_to')) offer(target);
  });
  later();
};

if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', numberQuestions);
else numberQuestions();
