import { asSealed, type Sealed } from '@dovecote/vault/sealed';
import { sql } from 'drizzle-orm';
import { customType, timestamp } from 'drizzle-orm/pg-core';

/** A column holding an envelope of the vault; the driver never sees what is inside. */
export const sealed = customType<{ data: Sealed; driverData: string }>({
  dataType: () => 'text',
  fromDriver: asSealed,
});

export const bytes = customType<{ data: Buffer; driverData: Buffer }>({ dataType: () => 'bytea' });

/** Words to search by, as their writer stemmed them. */
export const searchKeys = customType<{ data: string; driverData: string }>({ dataType: () => 'tsvector' });

export const moment = (name: string) => timestamp(name, { withTimezone: true, mode: 'date', precision: 3 });

export const createdAt = () => moment('created_at').notNull().default(sql`now()`);

export const updatedAt = () => moment('updated_at').notNull().default(sql`now()`);
