"""Our own tables: the columns of the standard, as CSV, Parquet or XLSX, one file or a folder of them."""
