/** What a parcel brings: a call or how often it was urged, and what comes back of either. */
export const itemKinds = ['call', 'urge', 'acknowledgement', 'answer', 'reply'] as const

/** See `itemKinds`. */
export type ItemKind = (typeof itemKinds)[number]
