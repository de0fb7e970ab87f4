/**
 * The day on which tests open the demo, whatever day it is: its story then has 2024 and 2025 to
 * their ends, and the January of 2026.
 */
export const demoDay = '2026-02-01'
