const rows = 7;
const columns = 9;
const cell = { width: 76, height: 96 };
const lit = new Set(['1-2', '2-6', '3-3', '4-7', '0-5', '5-1', '2-1', '4-4']);
const dove = new Set(['3-3', '2-6', '5-1']);

const places = Array.from({ length: rows * columns }, (_, index) => {
  const row = Math.floor(index / columns);
  const column = index % columns;
  return { id: `${row}-${column}`, x: column * cell.width + (row % 2) * 38, y: row * cell.height };
});

/** A wall of pigeonholes, some of them lived in; decoration only. */
export function DovecoteWall() {
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 680 672"
      preserveAspectRatio="xMidYMin slice"
      className="absolute inset-x-0 top-0 h-[68%] w-full [mask-image:linear-gradient(black_55%,transparent)]"
    >
      {places.map((place) => (
        <g key={place.id} transform={`translate(${place.x} ${place.y})`}>
          <path
            d="M14 80V46a24 24 0 0 1 48 0v34Z"
            className={lit.has(place.id) ? 'fill-accent-soft stroke-accent/40' : 'fill-canvas stroke-line'}
            strokeWidth="1.5"
          />
          <path d="M8 81h60" className="stroke-line" strokeWidth="3" strokeLinecap="round" />
          {dove.has(place.id) ? (
            <path
              transform="translate(20 40) scale(1.9)"
              d="M1.6 20.4c5.2 1 11.200-.4 12.600-6.200.4-1.800 0-2.800 1.600-3.400-1-1.800-4.200-1.800-5.200.6-1 2.200-3 2-5.200 2.800-2.400 1-3.400 3.400-3.800 6.200Z"
              className="fill-clay"
            />
          ) : null}
        </g>
      ))}
    </svg>
  );
}
