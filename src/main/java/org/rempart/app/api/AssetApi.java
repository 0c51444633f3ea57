package org.rempart.app.api;

import org.jspecify.annotations.Nullable;
import org.rempart.app.security.Caller;
import org.rempart.core.asset.Asset;
import org.rempart.core.asset.Assets;
import org.rempart.core.audit.Actor;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The inventory of what we protect. */
@RestController
@RequestMapping("/api/v1/assets")
class AssetApi {

  private final Assets assets;

  AssetApi(Assets assets) {
    this.assets = assets;
  }

  /** The inventory of one site, by host. */
  @GetMapping
  Page<Asset> list(@RequestParam(defaultValue = "default") String site, Caller caller) {
    return Page.all(assets.ofSite(theirs(site, caller)));
  }

  /**
   * Takes a CSV file over: new hosts are added, known ones replaced, others stay; all or nothing.
   * For managers, as lines can name any site.
   */
  @PostMapping(consumes = "text/csv")
  Assets.Imported take(
      @RequestBody(required = false) @Nullable String csv,
      @RequestParam(defaultValue = "default") String site,
      Caller caller,
      Actor actor) {
    if (csv == null || csv.isBlank()) {
      throw new BadParameterException("body", "must be a CSV file with a header line");
    }
    return assets.importCsv(csv, theirs(site, caller), actor);
  }

  private static String theirs(String site, Caller caller) {
    if (!caller.sites().contains(site)) {
      throw new BadParameterException(
          "site",
          "must be one of " + String.join(", ", caller.sites()) + ", but is \"" + site + "\"");
    }
    return site;
  }
}
