declare const provenBrand: unique symbol;

/** A workspace id whose right of use was proven; every tenant query takes it. */
export type ProvenWorkspaceId = string & { readonly [provenBrand]: true };

/**
 * Mints the proof. Only the sign-in gate (after reading the membership), platform admin verbs
 * (after checking the platform role) and the bot runtime (from a loaded bot row) may call it.
 */
export function proveWorkspace(workspaceId: string): ProvenWorkspaceId {
  return workspaceId as ProvenWorkspaceId;
}
