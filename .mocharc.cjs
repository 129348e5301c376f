// A shared machine can be too slow for one moment of a browser or a queue; what is really broken fails twice.
module.exports = { timeout: 20_000, 'forbid-only': true, retries: process.env.CI ? 1 : 0 };
