"""The words and rules of a workshop, on the standard library alone.

Knows no file, no screen and no clock: records (`model`), the whole of one workshop (`workshop`), what may be
done to it (`edits`), votes (`voting`, `agreement`, `disclosure`) and the printable record (`record`).
"""
