export interface Entity {
  type: string;
  offset: number;
  length: number;
  url?: string;
}

export interface Piece {
  text: string;
  types: string[];
  url?: string;
}

/** Cuts a text at its entities' bounds; offsets count UTF-16 units, as in the Bot API. */
export function splitEntities(text: string, entities: readonly Entity[]): Piece[] {
  const bounds = new Set([0, text.length]);
  for (const { offset, length } of entities) {
    bounds.add(Math.min(offset, text.length));
    bounds.add(Math.min(offset + length, text.length));
  }
  const sorted = [...bounds].sort((left, right) => left - right);
  const pieces: Piece[] = [];
  for (const [index, start] of sorted.entries()) {
    const end = sorted[index + 1];
    if (end === undefined) break;
    const covering = entities.filter((entity) => entity.offset <= start && entity.offset + entity.length >= end);
    const url = covering.find((entity) => entity.url !== undefined)?.url;
    pieces.push({
      text: text.slice(start, end),
      types: covering.map((entity) => entity.type),
      ...(url === undefined ? {} : { url }),
    });
  }
  return pieces;
}
