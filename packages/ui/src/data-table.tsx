'use client';

import { type ColumnDef, tableFeatures, useTable } from '@tanstack/react-table';
import type { ReactNode } from 'react';
import { cn } from './cn';

const features = tableFeatures({});

export interface DataColumn<Row> {
  id: string;
  header: ReactNode;
  cell: (row: Row) => ReactNode;
  /** Figures stand at the end of their column. */
  isNumeric?: boolean;
  /** On a phone: the card's title line; others become labelled lines. */
  isTitle?: boolean;
  /** On a phone: left without its label. */
  isBare?: boolean;
}

interface DataTableProps<Row> {
  rows: Row[];
  columns: readonly DataColumn<Row>[];
  rowId: (row: Row) => string;
  caption: string;
  /** Data on its way: what is shown stays, greyed. */
  isStale?: boolean;
}

type Definition<Row extends object> = ColumnDef<typeof features, Row>;

function toDefinitions<Row extends object>(columns: readonly DataColumn<Row>[]): Definition<Row>[] {
  return columns.map((column) => ({
    id: column.id,
    header: () => column.header,
    cell: (context: { row: { original: Row } }) => column.cell(context.row.original),
  }));
}

/** A table; on a phone each row becomes a card. */
export function DataTable<Row extends object>({ rows, columns, rowId, caption, isStale = false }: DataTableProps<Row>) {
  const table = useTable({ features, columns: toDefinitions(columns), data: rows, getRowId: rowId });
  const byId = new Map(columns.map((column) => [column.id, column]));
  return (
    <table className={cn('w-full border-collapse text-sm max-md:block', isStale && 'opacity-60')}>
      <caption className="sr-only">{caption}</caption>
      <thead className="max-md:sr-only">
        {table.getHeaderGroups().map((group) => (
          <tr key={group.id} className="border-line border-b">
            {group.headers.map((header) => (
              <th
                key={header.id}
                scope="col"
                className={cn(
                  'whitespace-nowrap px-3 py-2.5 text-start font-medium text-ink-muted text-xs first:ps-5 last:pe-5',
                  byId.get(header.column.id)?.isNumeric === true && 'text-end',
                )}
              >
                <table.FlexRender header={header} />
              </th>
            ))}
          </tr>
        ))}
      </thead>
      <tbody className="max-md:block">
        {table.getRowModel().rows.map((row) => (
          <tr
            key={row.id}
            className="relative border-line border-b transition-colors last:border-b-0 hover:bg-sunken max-md:flex max-md:flex-col max-md:gap-1.5 max-md:px-4 max-md:py-4"
          >
            {row.getAllCells().map((cell) => {
              const column = byId.get(cell.column.id);
              const isBare = column?.isTitle === true || column?.isBare === true;
              return (
                <td
                  key={cell.id}
                  className={cn(
                    'px-3 py-3 align-middle first:ps-5 last:pe-5 max-md:flex max-md:items-center max-md:justify-between max-md:gap-4 max-md:p-0 max-md:first:ps-0 max-md:last:pe-0',
                    column?.isNumeric === true && 'text-end tabular-nums',
                  )}
                >
                  {isBare ? null : (
                    <span aria-hidden="true" className="shrink-0 text-ink-muted text-xs md:hidden">
                      {column?.header}
                    </span>
                  )}
                  {column?.cell(row.original)}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
