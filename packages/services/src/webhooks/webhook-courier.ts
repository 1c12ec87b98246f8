import { proveWorkspace } from '@dovecote/db/tenancy';
import { inWorkspace } from '../in-workspace';
import type { ServiceContext } from '../service-context';
import { attemptWebhookDelivery } from './attempt-webhook-delivery';
import { claimWebhookDeliveries } from './claim-webhook-deliveries';
import { fanOutWebhookEvents } from './fan-out-webhook-events';
import { findWorkspacesWithWebhooksDue } from './find-workspaces-with-webhooks-due';

const workspacesPerLook = 1_000;
const inFlightMax = 64;
/** So that one workspace's silent endpoints leave room for the others. */
const inFlightPerWorkspaceMax = 8;

/**
 * Carries webhook events to their endpoints. It keeps nothing but what is in flight: all it must do stands in the
 * database, several processes may carry at once, and one that dies leaves its claims to lapse. Deliveries of one
 * endpoint keep no order.
 */
export class WebhookCourier {
  readonly #inFlight = new Map<string, Set<Promise<void>>>();
  /** Of the workspaces with something due. */
  readonly #servedAtMs = new Map<string, number>();

  constructor(private readonly ctx: ServiceContext) {}

  /** Begins whatever is due and finds room; resolves when it is begun. */
  async look(): Promise<void> {
    const due = await findWorkspacesWithWebhooksDue(this.ctx, workspacesPerLook);
    for (const workspaceId of this.#servedAtMs.keys())
      if (!due.includes(workspaceId)) this.#servedAtMs.delete(workspaceId);
    // The more have something due, the smaller the share of each, and who was served longest ago comes first.
    const share = Math.min(inFlightPerWorkspaceMax, Math.max(1, Math.floor(inFlightMax / due.length)));
    const servedAt = (workspaceId: string): number => this.#servedAtMs.get(workspaceId) ?? 0;
    for (const workspaceId of due.sort((a, b) => servedAt(a) - servedAt(b))) {
      const total = [...this.#inFlight.values()].reduce((sum, running) => sum + running.size, 0);
      const room = Math.min(inFlightMax - total, share - this.#runningOf(workspaceId).size);
      if (room <= 0) continue;
      this.#servedAtMs.set(workspaceId, performance.now());
      const ctx = inWorkspace(this.ctx, { id: proveWorkspace(workspaceId), role: 'owner' });
      await fanOutWebhookEvents(ctx, workspaceId);
      for (const delivery of await claimWebhookDeliveries(ctx, workspaceId, room)) {
        this.#track(workspaceId, attemptWebhookDelivery(ctx, delivery));
      }
    }
  }

  /** Resolves when nothing is in flight. */
  async settle(): Promise<void> {
    for (const running of this.#inFlight.values()) await Promise.all(running);
  }

  #runningOf(workspaceId: string): Set<Promise<void>> {
    const running = this.#inFlight.get(workspaceId) ?? new Set();
    this.#inFlight.set(workspaceId, running);
    return running;
  }

  #track(workspaceId: string, attempt: Promise<void>): void {
    const running = this.#runningOf(workspaceId);
    const tracked = attempt
      .catch((error: unknown) => this.ctx.logger.warn({ err: error }, 'a webhook attempt could not be recorded'))
      .finally(() => {
        running.delete(tracked);
        if (running.size === 0) this.#inFlight.delete(workspaceId);
      });
    running.add(tracked);
  }
}
