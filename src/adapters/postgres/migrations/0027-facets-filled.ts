/** The facets of all records that were there before are written (`fill-facets.ts`). */
export const facetsFilled = 'DROP TABLE meta.facet_fill'
