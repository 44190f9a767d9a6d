// Marks the chapter being read in the list of chapters. Without it the list is plain links.
function markChapters() {
    const links = Array.from(document.querySelectorAll("[data-ou-contents] a"));
    const chapters = new Map();
    links.forEach((link) => {
        const chapter = document.getElementById(link.hash.slice(1));
        // „Questions” and the first area lead to the same place: the area, later, wins.
        if (chapter) chapters.set(chapter, link);
    });
    const seen = new Set();
    const observer = new IntersectionObserver((entries) => {
        entries.forEach((entry) => {
            if (entry.isIntersecting) seen.add(entry.target);
            else seen.delete(entry.target);
        });
        const current = Array.from(chapters.keys()).find((chapter) => seen.has(chapter));
        if (!current) return;
        links.forEach((link) => link.removeAttribute("aria-current"));
        chapters.get(current).setAttribute("aria-current", "true");
    }, { rootMargin: "-15% 0px -60% 0px" });
    chapters.forEach((_link, chapter) => observer.observe(chapter));
}

if (document.readyState === "loading") {
    document.addEventListener("DOMContentLoaded", markChapters);
} else {
    markChapters();
}
