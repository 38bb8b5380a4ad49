/** Legal forms of a producer, in the order in which they are offered. */
export const legalForms = [
  'COOPERATIVE',
  'COOPERATIVE_GROUP',
  'ENTERPRISE',
  'FARM',
  'HOUSEHOLD_BUSINESS',
  'ASSOCIATION',
  'TOURISM_OPERATING_BODY',
] as const;
