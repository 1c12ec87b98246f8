interface LogoProps {
  className?: string;
}

/** The mark: a cote with its holes, a dove in one of them. Decorative; name the product beside it. */
export function Logo({ className = 'size-7' }: LogoProps) {
  return (
    <svg viewBox="0 0 32 32" className={className} aria-hidden="true" focusable="false">
      <path d="M16 1.5 29 11v1.6H3V11Z" className="fill-clay" />
      <path d="M5 14.2h22V28a2.5 2.5 0 0 1-2.5 2.5h-17A2.5 2.5 0 0 1 5 28Z" className="fill-accent" />
      <path d="M8.2 21.2v-1.4a2.3 2.3 0 0 1 4.6 0v1.4Z" className="fill-surface" opacity="0.5" />
      <path d="M8.2 28v-1.4a2.3 2.3 0 0 1 4.6 0V28Z" className="fill-surface" opacity="0.5" />
      <path d="M15.4 28v-5.2a4.6 4.6 0 0 1 9.2 0V28Z" className="fill-surface" />
      <path
        d="M16.6 26.4c2.6.5 5.6-.2 6.3-3.1.2-.9 0-1.4.8-1.7-.5-.9-2.1-.9-2.6.3-.5 1.1-1.5 1-2.6 1.4-1.2.5-1.7 1.7-1.9 3.1Z"
        className="fill-clay"
      />
    </svg>
  );
}
