import { cn } from '@dovecote/ui/cn';
import { type Entity, type Piece, splitEntities } from './split-entities';

const typeClass: Record<string, string> = {
  bold: 'font-semibold',
  italic: 'italic',
  underline: 'underline',
  strikethrough: 'line-through',
  code: 'rounded bg-black/10 px-1 font-mono text-[0.85em] dark:bg-white/10',
  pre: 'block overflow-x-auto rounded-md bg-black/10 p-2 font-mono text-[0.85em] dark:bg-white/10',
  blockquote: 'my-1 block border-s-2 border-current ps-2',
  expandable_blockquote: 'my-1 block border-s-2 border-current ps-2',
  spoiler: 'rounded bg-current/25 px-0.5',
};

const coloured = new Set([
  'bot_command',
  'mention',
  'hashtag',
  'cashtag',
  'url',
  'email',
  'phone_number',
  'text_mention',
]);

interface MessageTextProps {
  text: string;
  entities: readonly Entity[];
  onCommand: (command: string) => void;
}

/** A message's text with its formatting, never as HTML. */
export function MessageText({ text, entities, onCommand }: MessageTextProps) {
  let offset = 0;
  return (
    <span dir="auto" className="whitespace-pre-wrap">
      {splitEntities(text, entities).map((piece) => {
        const key = offset;
        offset += piece.text.length;
        return <PieceOfText key={key} piece={piece} onCommand={onCommand} />;
      })}
    </span>
  );
}

function PieceOfText({ piece, onCommand }: { piece: Piece; onCommand: (command: string) => void }) {
  const isColoured = piece.types.some((type) => coloured.has(type)) || piece.url !== undefined;
  const className = cn(...piece.types.map((type) => typeClass[type]), isColoured && 'text-[var(--chat-link)]');
  if (piece.types.includes('bot_command')) {
    return (
      <button type="button" className={cn('focus-ring rounded', className)} onClick={() => onCommand(piece.text)}>
        {piece.text}
      </button>
    );
  }
  const address = piece.url ?? (piece.types.includes('url') ? piece.text : undefined);
  if (address !== undefined && /^https?:\/\//.test(address)) {
    return (
      <a
        href={address}
        target="_blank"
        rel="noreferrer noopener"
        className={cn('focus-ring rounded underline', className)}
      >
        {piece.text}
      </a>
    );
  }
  return <span className={className}>{piece.text}</span>;
}
