/** How passwords are kept; `auth` implements it with Argon2id. */
export interface PasswordHasher {
  hash(password: string): Promise<string>;
  /** With a null hash it spends the same time and answers false. */
  verify(hash: string | null, password: string): Promise<boolean>;
  /** Why a new password is refused, in plain words, or null. */
  findWeakness(password: string, about: { email: string; name: string }): string | null;
}
