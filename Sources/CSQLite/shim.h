#ifndef CSQLITE_SHIM_H
#define CSQLITE_SHIM_H

#include <sqlite3.h>

/* Sets a switch of a connection; Swift does not import functions with variable arguments. */
static inline int csqlite_set_switch(sqlite3 *connection, int name, int value)
{
    return sqlite3_db_config(connection, name, value, (int *)0);
}

#endif
