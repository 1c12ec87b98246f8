import { watchMainThread } from './watch-main-thread';

await watchMainThread();
