import { arrows, type Part } from './arrows';

const toolParts: readonly Part[] = ['local-stack', 'testing', 'config'];

/** The arrow table as a Mermaid diagram, as it stands in the README. */
export function drawArrows(): string {
  const lines = (Object.entries(arrows) as [Part, readonly Part[]][])
    .filter(([part, targets]) => !toolParts.includes(part) && targets.length > 0)
    .map(([part, targets]) => `  ${part} --> ${targets.join(' & ')}`);
  return ['```mermaid', 'flowchart TD', ...lines, '```'].join('\n');
}
