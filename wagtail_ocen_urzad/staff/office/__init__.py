"""The desk of the office's data: a draft that is edited, and the step that puts it in force."""
