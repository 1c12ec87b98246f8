'use client';

import { Button } from '@dovecote/ui/button';
import { FileUp } from 'lucide-react';
import { useRef } from 'react';

interface FileButtonProps {
  label: string;
  accept: string;
  isLoading?: boolean;
  onFile: (file: File) => void;
}

/** Opens the browser's own chooser for one file. */
export function FileButton({ label, accept, isLoading = false, onFile }: FileButtonProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        type="file"
        accept={accept}
        hidden
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          // The same file again is a choice, too.
          event.target.value = '';
          if (file) onFile(file);
        }}
      />
      <Button isLoading={isLoading} onClick={() => input.current?.click()}>
        <FileUp aria-hidden="true" />
        {label}
      </Button>
    </>
  );
}
