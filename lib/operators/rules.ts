/** How long an invitation's link works. */
export const INVITATION_TTL_DAYS = 7;

/** Whether the installation keeps an active admin when `operatorId` stops being one. */
export const leavesAnAdmin = (activeAdminIds: string[], operatorId: string) =>
  activeAdminIds.some((id) => id !== operatorId);
