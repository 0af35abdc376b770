"""The managers' face: progress reports."""
