/** Whether an error, or one of its causes, is Postgres refusing a duplicate under the named constraint. */
export function isUniqueViolation(error: unknown, constraint: string): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if ('code' in cause && cause.code === '23505' && 'constraint' in cause) return cause.constraint === constraint;
  }
  return false;
}
