const addressPattern = /(https?:\/\/[^\s<>"]+)/;

/** A mail's text with its addresses as links; never HTML. */
export function MailBody({ text }: { text: string }) {
  let offset = 0;
  return (
    <p className="whitespace-pre-wrap text-sm">
      {text.split(addressPattern).map((piece) => {
        const key = offset;
        offset += piece.length;
        return addressPattern.test(piece) ? (
          <a key={key} href={piece} className="focus-ring rounded text-accent-ink underline underline-offset-2">
            {piece}
          </a>
        ) : (
          <span key={key}>{piece}</span>
        );
      })}
    </p>
  );
}
