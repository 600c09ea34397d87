"""The gate: records in, public entities out. Nothing above it can name a private record; a machine checks that."""
