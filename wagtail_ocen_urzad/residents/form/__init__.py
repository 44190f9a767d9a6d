"""The form itself: questions as HTML, made of a `Questionnaire` alone."""
