/** The header that names the record under which the caller stands in for another. */
export const standingInHeader = 'taizhang-standing-in'
