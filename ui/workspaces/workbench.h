#pragma once

namespace roundsman {

class CommandDesk;
class FrameFeed;
class MapView;
class Navigator;
class Theme;
class WindowActions;
class WindowState;
class Workspaces;

/// What every workspace is built from. All of it outlives the workspaces' widgets.
struct Workbench {
    FrameFeed& feed;
    Theme& theme;
    MapView& map;
    Workspaces& workspaces;
    Navigator& navigator;
    CommandDesk& commands;
    WindowState& state;
    WindowActions& actions;
};

// One function a workspace: it adds its page and docks to the workbench. The window owns the widgets.
void buildDispatch(const Workbench& bench);
void buildSupport(const Workbench& bench);
void buildMerchant(const Workbench& bench);
void buildHistory(const Workbench& bench);
void buildPipeline(const Workbench& bench);
/// All there is where the console is a restaurant's: its own page, its orders, its riders on the map.
void buildRestaurant(const Workbench& bench);

} // namespace roundsman
