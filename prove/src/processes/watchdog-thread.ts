import '../../../apps/bot-manager/src/watchdog/watchdog-thread';
