"""The commands of `relais`, one module each. Heavy things (models, nio) are imported inside the functions, so that
`relais --help` answers at once."""
