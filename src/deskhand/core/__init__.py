"""The rules of the desk: pure functions over frozen structs, with no I/O and no clock."""
