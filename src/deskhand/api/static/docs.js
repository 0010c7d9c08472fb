// Opens the reference on our own OpenAPI document; the key typed under "Authorize" stays in this browser.
window.addEventListener("load", () => {
  window.SwaggerUIBundle({
    url: "/api/openapi.json",
    dom_id: "#reference",
    deepLinking: true,
    docExpansion: "list",
    defaultModelsExpandDepth: 0,
    persistAuthorization: true,
    validatorUrl: null,
  });
});
