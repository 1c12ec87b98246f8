/** Answers the commands of the process that started us, one after another, and ends when it goes. */
export function serveCommands<Commands extends Record<string, (input: never) => unknown>>(commands: Commands): void {
  process.on('message', (message: { id: number; command: string; input: never }) => {
    const run = commands[message.command];
    Promise.resolve(run?.(message.input)).then(
      (answer) => process.send?.({ id: message.id, answer }),
      (error: unknown) => process.send?.({ id: message.id, error: String(error) }),
    );
  });
  process.on('disconnect', () => process.exit(0));
}
