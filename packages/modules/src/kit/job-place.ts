/** Where a job's sealed payload belongs. */
export function jobPlace(botId: string, moduleId: string, job: string, key: string): { row: string; column: string } {
  return { row: [botId, moduleId, job, key].join('/'), column: 'payload' };
}
