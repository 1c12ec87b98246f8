type Kind = 'markdown' | 'text' | 'html' | 'pdf';

const kindsByEnding: Record<string, Kind> = {
  md: 'markdown',
  markdown: 'markdown',
  html: 'html',
  htm: 'html',
  pdf: 'pdf',
};

/** A chosen file as it is sent: a PDF in base64, anything else as text. */
export async function readUpload(file: File): Promise<{ kind: Kind; content: string; fileName: string }> {
  const kind = kindsByEnding[file.name.split('.').at(-1)?.toLowerCase() ?? ''] ?? 'text';
  const content = kind === 'pdf' ? await toBase64(file) : await file.text();
  return { kind, content, fileName: file.name };
}

function toBase64(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).replace(/^[^,]*,/, ''));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}
