/** The header that names, by id, the organisation that the page of the caller shows. */
export const shownOrganisationHeader = 'taizhang-organisation'
