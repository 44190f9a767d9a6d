// Typing a date chooses „another period”. Without it the form says so when it is sent.
(function () {
    const other = document.querySelector("input[name=span][value=other]");
    document.querySelectorAll("[data-ou-dates] input").forEach((input) => {
        input.addEventListener("input", () => {
            if (input.value) other.checked = true;
        });
    });
})();
