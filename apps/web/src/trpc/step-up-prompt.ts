type Prompt = () => Promise<boolean>;

let prompt: Prompt | undefined;
let asking: Promise<boolean> | undefined;

/** Tells who asks the person to prove who they are; the answer ends it. */
export function setStepUpPrompt(ask: Prompt): () => void {
  prompt = ask;
  return () => {
    if (prompt === ask) prompt = undefined;
  };
}

/** Asks once for all who want it at the same time; false if the person declined or nobody can ask. */
export async function askStepUp(): Promise<boolean> {
  asking ??= (prompt?.() ?? Promise.resolve(false)).finally(() => {
    asking = undefined;
  });
  return await asking;
}
