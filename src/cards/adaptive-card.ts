/** A finished Adaptive Card (schema 1.5), ready to attach. Built only by the functions of this room. */
export interface AdaptiveCard {
  type: 'AdaptiveCard';
  version: '1.5';
  fallbackText: string;
  body: object[];
  actions?: object[];
  [key: string]: unknown;
}
