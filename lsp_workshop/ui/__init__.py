"""The screens: Qt Widgets over a `Session`. They show records and send edits; the rules are in the domain."""
