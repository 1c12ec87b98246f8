/** What a module's long-lived secrets are sealed for: apart from its texts, so that key rotation seals them anew. */
export function secretPurposeOf(moduleId: string): string {
  return `${moduleId}_secret`;
}
