"""The review of the last stage, and the end of the day: tables, the checklist, feedback, the closing sheet."""
