/** So many updates of a bot are taken in at most and not closed yet; further ones wait at Telegram. */
export const openUpdatesMax = 500;
