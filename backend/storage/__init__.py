"""Where the server keeps everything: engine, tables, migrations, the change log and the vault."""
