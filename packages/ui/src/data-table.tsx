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
  /** Where there is little room: the card's title line; others become labelled lines. */
  isTitle?: boolean;
  /** Where there is little room: left without its label. */
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

/** A table; where it has little room, as on a phone or at a great zoom, each row becomes a card. */
export function DataTable<Row extends object>({ rows, columns, rowId, caption, isStale = false }: DataTableProps<Row>) {
  const table = useTable({ features, columns: toDefinitions(columns), data: rows, getRowId: rowId });
  const byId = new Map(columns.map((column) => [column.id, column]));
  return (
    <div className="@container/table overflow-x-auto">
      <table className={cn('w-full border-collapse text-sm @max-xl/table:block', isStale && 'opacity-60')}>
        <caption className="sr-only">{caption}</caption>
        <thead className="@max-xl/table:sr-only">
          {table.getHeaderGroups().map((group) => (
            <tr key={group.id} className="border-line border-b">
              {group.headers.map((header) => (
                <th
                  key={header.id}
                  scope="col"
                  className={cn(
                    'wrap-break-word px-2 py-2.5 text-start font-medium text-ink-muted text-xs first:ps-5 last:pe-5 @4xl/table:px-2.5',
                    byId.get(header.column.id)?.isNumeric === true && 'text-end',
                  )}
                >
                  <table.FlexRender header={header} />
                </th>
              ))}
            </tr>
          ))}
        </thead>
        <tbody className="@max-xl/table:block">
          {table.getRowModel().rows.map((row) => (
            <tr
              key={row.id}
              className="relative border-line border-b transition-colors last:border-b-0 hover:bg-sunken @max-xl/table:flex @max-xl/table:flex-col @max-xl/table:gap-1.5 @max-xl/table:px-4 @max-xl/table:py-4"
            >
              {row.getAllCells().map((cell) => {
                const column = byId.get(cell.column.id);
                const isBare = column?.isTitle === true || column?.isBare === true;
                return (
                  <td
                    key={cell.id}
                    className={cn(
                      'px-2 py-3 align-middle first:ps-5 last:pe-5 @4xl/table:px-2.5 @xl/table:wrap-break-word @max-xl/table:flex @max-xl/table:items-center @max-xl/table:justify-between @max-xl/table:gap-4 @max-xl/table:p-0 @max-xl/table:first:ps-0 @max-xl/table:last:pe-0',
                      column?.isTitle === true && '@xl/table:min-w-48',
                      column?.isNumeric === true && 'text-end tabular-nums @4xl/table:whitespace-nowrap',
                    )}
                  >
                    {isBare ? null : (
                      <span aria-hidden="true" className="shrink-0 text-ink-muted text-xs @xl/table:hidden">
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
    </div>
  );
}
