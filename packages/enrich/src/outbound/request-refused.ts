/** Why a request is not made, or its answer not taken; completes "NAME: …". */
export class RequestRefused extends Error {}
