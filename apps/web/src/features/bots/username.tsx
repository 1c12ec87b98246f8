/** A bot's name at Telegram, which runs from left to right in every language. */
export function Username({ of }: { of: { username: string } }) {
  return <bdi dir="ltr">@{of.username}</bdi>;
}
