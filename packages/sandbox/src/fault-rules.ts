export const faultKinds = ['400', '429', '500', 'timeout', 'reset', 'cut', 'lost-answer'] as const;
export type FaultKind = (typeof faultKinds)[number];

export interface FaultRule {
  /** A method's name, or `*`. */
  method: string;
  kind: FaultKind;
  /** How many calls it still hits. */
  count: number;
  retryAfter?: number | undefined;
}

/** Faults a test has ordered; each rule is used up by the calls it hits. */
export class FaultRules {
  private rules: FaultRule[] = [];

  replace(rules: FaultRule[]): void {
    this.rules = rules.map((rule) => ({ ...rule, method: rule.method.toLowerCase() }));
  }

  take(method: string): FaultRule | null {
    const rule = this.rules.find((one) => one.count > 0 && (one.method === '*' || one.method === method.toLowerCase()));
    if (rule === undefined) return null;
    rule.count -= 1;
    return rule;
  }
}
