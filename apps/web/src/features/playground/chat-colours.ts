/** Telegram's own colours, near enough to feel at home; text on them meets AA in both themes. */
export const chatColours = [
  '[--chat-wall:linear-gradient(155deg,oklch(0.93_0.035_165),oklch(0.915_0.045_130))] [--chat-mine:oklch(0.963_0.055_140)] [--chat-theirs:oklch(1_0_0)]',
  '[--chat-key:oklch(0.45_0.035_165)] [--chat-link:oklch(0.45_0.12_245)] [--chat-faint:oklch(0.46_0.03_160)]',
  'dark:[--chat-wall:linear-gradient(155deg,oklch(0.2_0.022_240),oklch(0.18_0.025_265))] dark:[--chat-mine:oklch(0.39_0.075_248)] dark:[--chat-theirs:oklch(0.265_0.022_245)]',
  'dark:[--chat-key:oklch(0.36_0.03_245)] dark:[--chat-link:oklch(0.82_0.09_235)] dark:[--chat-faint:oklch(0.8_0.02_240)]',
].join(' ');
