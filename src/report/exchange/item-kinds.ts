/**
 * What a parcel brings: a call, a duty list, how often a call was urged, and what comes back of
 * either.
 */
export const itemKinds = [
  'call',
  'listed-duties',
  'urge',
  'acknowledgement',
  'list-taken',
  'answer',
  'reply',
] as const

/** See `itemKinds`. */
export type ItemKind = (typeof itemKinds)[number]
