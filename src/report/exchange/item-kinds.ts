/**
 * What a parcel brings: a call, a duty list, how often a call was urged, what comes back of
 * either; that an answer from below is asked for, what became of it, and its file.
 */
export const itemKinds = [
  'call',
  'listed-duties',
  'urge',
  'acknowledgement',
  'list-taken',
  'answer',
  'reply',
  'file-asked',
  'file-decided',
  'handed-file',
] as const

/** See `itemKinds`. */
export type ItemKind = (typeof itemKinds)[number]
