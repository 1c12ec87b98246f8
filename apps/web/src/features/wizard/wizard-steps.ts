export const wizardStepIds = ['door', 'token', 'api', 'purpose', 'limits', 'try', 'live'] as const;

export type WizardStepId = (typeof wizardStepIds)[number];

export type Door = 'sandbox' | 'token';

const sandboxSteps: readonly WizardStepId[] = ['door', 'purpose', 'limits', 'try', 'live'];

/** The steps one goes through, by the door one came in. */
export function stepsOf(door: Door | undefined): readonly WizardStepId[] {
  return door === 'token' ? wizardStepIds : sandboxSteps;
}

export function isWizardStep(value: string): value is WizardStepId {
  return wizardStepIds.some((id) => id === value);
}

export function stepAfter(step: WizardStepId, door: Door | undefined): WizardStepId | undefined {
  const steps = stepsOf(door);
  return steps[steps.indexOf(step) + 1];
}

export function stepBefore(step: WizardStepId, door: Door | undefined): WizardStepId | undefined {
  const steps = stepsOf(door);
  return steps[steps.indexOf(step) - 1];
}

/** The step to show for one that was asked for: those after the bot's birth wait for it. */
export function shownStep(asked: WizardStepId, hasBot: boolean): WizardStepId {
  return hasBot || (asked !== 'try' && asked !== 'live') ? asked : 'limits';
}
